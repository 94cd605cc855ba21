import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { createEngineClient } from './client/createEngineClient.ts'
import { exposeIsthmus } from './scripting/exposeIsthmus.ts'
import { followRestarts } from './store/choices/restarts.ts'
import { createStudy } from './store/context.ts'
import { offerFigures } from './store/exporting/figures.ts'
import { isReload } from './store/isReload.ts'
import { openPage } from './store/keeping/openPage.ts'
import { startKeeping } from './store/keeping/startKeeping.ts'
import { followShelfNews } from './store/keeping/studyList.ts'
import { followChoices } from './store/link/linkSync.ts'
import { takePageWords } from './store/link/pageWords.ts'
import { openLink, surveyBackends } from './store/opening.ts'
import { followFallbacks } from './store/running/fallbacks.ts'
import { followLive } from './store/running/liveRuns.ts'
import { followLesson, readLessonMemory } from './store/teaching/lessonMemory.ts'
import { waitUntilOpen } from './store/waitUntilOpen.ts'
import { App } from './ui/App.tsx'
import { readEmbedding } from './ui/embed/readEmbedding.ts'
import { heedPageWords } from './ui/heedPageWords.ts'
import { holdParts } from './ui/loadPart.ts'
import { keepOffline } from './ui/offline/keepOffline.ts'
import { drawStudyPicture } from './ui/studies/drawStudyPicture.ts'
import { waitForIdle } from './ui/studies/waitForIdle.ts'

// A page of its own does not load it.
const EmbedPage = lazy(async () => ({ default: (await import('./ui/embed/EmbedPage.tsx')).EmbedPage }))

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root element')
const study = createStudy(createEngineClient())
/** A first picture that takes longer is not waited for. */
const patienceMs = 1000
const embedding = readEmbedding(window.location.search)
const address = () => takePageWords(window.location.hash.slice(1))
const linkInAddress = () => address().study

// Before the first rendering, so that nothing is computed that the link or the recording brings.
if (embedding) void openLink(study, linkInAddress())
else {
  startKeeping(study, { now: Date.now, pause: waitForIdle, drawPicture: drawStudyPicture })
  followShelfNews(study)
  // Once there is something to see, all of it may come for the day without a network.
  void openPage(study, linkInAddress()).finally(() => {
    if (import.meta.env.PROD) void keepOffline('./sw.js', study)
  })
  heedPageWords(study, address().words, isReload() ? readLessonMemory() : undefined)
  followLesson(study)
}
holdParts(waitUntilOpen(study, patienceMs))
void surveyBackends(study)
createRoot(root).render(
  <StrictMode>
    <Suspense fallback={null}>
      {embedding ? <EmbedPage study={study} embedding={embedding} /> : <App study={study} />}
    </Suspense>
  </StrictMode>,
)
exposeIsthmus(study)
offerFigures(study, async (...figure) => (await import('./ui/exporting/drawFigure.ts')).drawFigure(...figure))
followRestarts(study)
followFallbacks(study)
followLive(study)
followChoices(study, (link) => {
  if (link !== linkInAddress()) window.history.replaceState(null, '', `#${link}`)
})
window.addEventListener('hashchange', () => {
  void openLink(study, linkInAddress())
  if (!embedding) heedPageWords(study, address().words)
})
