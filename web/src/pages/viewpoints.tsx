export function Viewpoints({ params }: { params: URLSearchParams }) {
  return <h1>Viewpoints {params.toString()}</h1>;
}
