/** Two modes and the neck of land between them. */
export function Logo() {
  return (
    <svg width="26" height="20" viewBox="0 0 26 20" aria-hidden="true">
      <path
        d="M5 14C8 1 18 1 21 14"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="5" cy="15" r="4" fill="var(--accent)" />
      <circle cx="21" cy="15" r="4" fill="var(--accent)" />
    </svg>
  )
}
