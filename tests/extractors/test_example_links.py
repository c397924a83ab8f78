"""The actors of the examples carry the right Wikidata items, and nothing in them a wrong one: the gazetteer alone."""

from extractors import FAST, reader
from kg import resources
from kg.model import Article

EXAMPLES = resources.folder("examples")

LINKED = {
    "Abdrabbuh Mansour Hadi": "Q57480",
    "Aden": "Q131694",
    "Agdam": "Q4056804",
    "Al-Qa'ida": "Q34490",
    "Albania": "Q222",
    "Albin Kurti": "Q441633",
    "Aleksandar Vučić": "Q222031",
    "Aleppo": "Q41183",
    "Angela Merkel": "Q567",
    "Armenia": "Q399",
    "Armenians": "Q79797",
    "Azerbaijan": "Q227",
    "Baku": "Q9248",
    "Bamako": "Q3703",
    "Ban Ki-moon": "Q1253",
    "Bashar al-Assad": "Q44329",
    "China": "Q148",
    "Collective Security Treaty Organisation": "Q318693",
    "Crimea": "Q7835",
    "Donetsk": "Q43070",
    "Economic Community of West African States": "Q193272",
    "European Union": "Q458",
    "France": "Q142",
    "François Hollande": "Q157",
    "French Armed Forces": "Q477986",
    "Ganja": "Q131290",
    "Germany": "Q183",
    "Ilham Aliyev": "Q57371",
    "Iran": "Q794",
    "Islamic State": "Q2429253",
    "Jama'at Nasr al-Islam wal Muslimin": "Q28877411",
    "Kosovo": "Q1246",
    "Lebanon": "Q822",
    "Luhansk": "Q134279",
    "Mali": "Q912",
    "Ministry of Defence of the Russian Federation": "Q1146492",
    "Minsk": "Q2280",
    "NATO": "Q7184",
    "Nagorno-Karabakh": "Q44302",
    "Nikol Pashinyan": "Q7035479",
    "OSCE Minsk Group": "Q2268915",
    "Organization for Security and Co-operation in Europe": "Q81299",
    "Petro Poroshenko": "Q58077",
    "Recep Tayyip Erdoğan": "Q39259",
    "Russia": "Q159",
    "Sahel": "Q66065",
    "Sana'a": "Q2471",
    "Saudi Arabia": "Q851",
    "Serbia": "Q403",
    "Sergey Lavrov": "Q58217",
    "Shusha": "Q158903",
    "Soviet Union": "Q15180",
    "Stepanakert": "Q129352",
    "Stockholm": "Q1754",
    "Syria": "Q858",
    "Turkey": "Q43",
    "Ukraine": "Q212",
    "United Arab Emirates": "Q878",
    "United Kingdom": "Q145",
    "United Nations": "Q1065",
    "United Nations Security Council": "Q37470",
    "United States Department of Defense": "Q11209",
    "United States of America": "Q30",
    "Vladimir Putin": "Q7747",
    "Yemen": "Q805",
    "Yerevan": "Q1953",
}
"""The label of each linked entity, and its item; looked up in Wikidata."""


def test_examples_link_their_actors() -> None:
    texts = sorted(EXAMPLES.glob("*.txt"))
    readings = reader(FAST).read_many([Article(path.stem, path.read_text(encoding="utf-8")) for path in texts])
    found = {(e.name, e.qid) for reading in readings for e in reading.entities if e.qid}
    assert found == set(LINKED.items())
