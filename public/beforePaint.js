// Read before anything is painted: a page that was made dark must not begin light. Mantine keeps the choice under this key.
;(() => {
  const words = new URLSearchParams(location.search)
  const { dataset } = document.documentElement
  const isEmbedded = words.has('embed')
  if (isEmbedded) dataset.embedded = ''
  let chosen = isEmbedded ? words.get('theme') : undefined
  try {
    if (!isEmbedded) chosen = localStorage.getItem('mantine-color-scheme-value')
  } catch {
    // Without storage the system's theme is taken.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  dataset.mantineColorScheme = isDark ? 'dark' : 'light'
})()
