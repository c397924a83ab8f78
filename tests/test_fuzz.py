"""Each target of fuzz/ on bytes that hypothesis makes, and on its seeds spliced: nothing but a KgError comes out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

targets = pytest.importorskip("fuzz.targets", reason="fuzz/ is not in the wheel")
seeds = pytest.importorskip("fuzz.seeds", reason="fuzz/ is not in the wheel")


@pytest.mark.parametrize("name", sorted(targets.TARGETS))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_whatever_bytes_come(name: str, data: st.DataObject) -> None:
    junk = data.draw(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
    (seed, *_) = seeds.SEEDS[name] or [b""]
    cut = data.draw(st.integers(0, len(seed)))
    targets.once(name, seed[:cut] + junk + seed[cut:])
