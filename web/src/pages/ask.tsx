export function Ask({ params }: { params: URLSearchParams }) {
  return <h1>Ask {params.toString()}</h1>;
}
