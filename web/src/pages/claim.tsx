export function ClaimPage({ params }: { params: URLSearchParams }) {
  return <h1>ClaimPage {params.toString()}</h1>;
}
