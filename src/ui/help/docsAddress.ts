/** Where a place in the documents is, such as `science#curves`, seen from the page: beside it, wherever it is hosted. */
export function docsAddress(place: string): string {
  const [page, anchor] = place.split('#')
  return anchor === undefined ? `./docs/${page}.html` : `./docs/${page}.html#${anchor}`
}
