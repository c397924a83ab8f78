export function Sides({ params }: { params: URLSearchParams }) {
  return <h1>Sides {params.toString()}</h1>;
}
