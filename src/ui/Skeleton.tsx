/** The cards of each part, as high as what they stand for; those of `index.html` are the same. */
const heights = {
  steps: [116, 61, 118, 362, 40, 40],
  path: [640],
  experiment: [420],
  landscape: [640],
} as const

/** What stands in the place of a part until its code is there, so that nothing moves when it comes. */
export function Skeleton({ part }: { readonly part: keyof typeof heights }) {
  return (
    <div className="skeleton" aria-busy="true">
      {heights[part].map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards never change
        <div key={index} style={{ height }} />
      ))}
    </div>
  )
}
