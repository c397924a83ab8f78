export function Actor({ params }: { params: URLSearchParams }) {
  return <h1>Actor {params.toString()}</h1>;
}
