import { href } from "../address";

export function Missing() {
  return (
    <section class="notice">
      <h1>There is no such page</h1>
      <p>Begin at the <a href={href("")} data-view>start</a>, or search for an actor.</p>
    </section>
  );
}
