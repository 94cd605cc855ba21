import { useMemo } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import type { FieldData } from '../../charts/paintField.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { Choices } from '../../store/choices/choices.ts'
import type { BesideStudy } from '../../store/comparing/beside.ts'
import { selectFrame } from '../../store/film/watching.ts'
import { selectLandscape, type View } from '../../store/landscape/landscapeSelectors.ts'
import { selectHeld, selectProfile } from '../../store/path/pathSelectors.ts'
import { studyTitle } from '../exporting/studyTitle.ts'
import { createFrameData, filmView } from '../landscape/landscapeView.ts'
import { useStudyState } from '../StudyContext.ts'
import { selectStudyName } from '../studyName.ts'
import {
  createSide,
  finishedField,
  finishedSeries,
  momentSeries,
  type SeenMoment,
  type Shown,
  type Side,
} from './createSide.ts'
import { fitField, shareColors, shareWindow } from './shareScales.ts'

/** The present study as it is seen once its film is closed. */
function usePresent(): Shown {
  const title = useStudyState(studyTitle)
  const choices = useStudyState((state) => state.choices)
  const results = useStudyState((state) => state.results)
  const landscape = useStudyState(selectLandscape)
  const profile = useStudyState(selectProfile)
  const held = useStudyState(selectHeld)
  return useMemo(
    () => ({ title, choices, results, landscape, profile, held }),
    [title, choices, results, landscape, profile, held],
  )
}

function toShown({ name, choices, results }: BesideStudy): Shown {
  const { landscape, profile } = results
  const title = name ?? selectStudyName(choices)
  return { title, choices, results, landscape, profile, held: choices.held[0] }
}

/** The moment of the present study's film, while one is seen. */
function useMoment(): SeenMoment | undefined {
  const frame = useStudyState(selectFrame)
  const grid = useStudyState(({ film }) => film?.grid)
  return useMemo(() => frame && grid && { frame, grid }, [frame, grid])
}

/** The lines of the whole film and of the study that it ends with, so that the axis stays as it is from moment to moment. */
function useFilmLines(profile: Shown['profile'], view: View): readonly ProfileSeries[] {
  const frames = useStudyState((state) => (selectFrame(state) ? state.film?.frames : undefined))
  return useMemo(
    () =>
      frames
        ? [...finishedSeries(profile, view), ...frames.flatMap((frame) => momentSeries(frame, view))]
        : [],
    [frames, profile, view],
  )
}

/** What the planes show, in which colours; ends that were typed are of the chosen quantity and of no other. */
function usePlaneView(choices: Choices, isFilm: boolean) {
  const { split, quantity, evaluationDecay, scale, palette, rangeMin, rangeMax } = choices
  const isTyped = !isFilm || quantity === filmView.quantity
  const view = useMemo(
    (): View => (isFilm ? filmView : { split, quantity, evaluationDecay }),
    [isFilm, split, quantity, evaluationDecay],
  )
  const shown = view.quantity
  const colors = useMemo(
    () => ({
      quantity: shown,
      scale,
      palette,
      rangeMin: isTyped ? rangeMin : null,
      rangeMax: isTyped ? rangeMax : null,
    }),
    [shown, scale, palette, isTyped, rangeMin, rangeMax],
  )
  return { view, colors }
}

/** The painted fields of both sides, and the colours that they share. */
function useFields(both: readonly Shown[], moment: SeenMoment | undefined) {
  const sameDistances = useStudyState(({ beside }) => beside?.sameDistances === true)
  const choices = useStudyState((state) => state.choices)
  const { view, colors } = usePlaneView(choices, moment !== undefined)
  const finished = useMemo(() => both.map((shown) => finishedField(shown, view)), [both, view])
  const fields = useMemo(
    (): readonly (FieldData | undefined)[] =>
      moment ? [createFrameData(moment.frame, moment.grid), ...finished.slice(1)] : finished,
    [finished, moment],
  )
  const fitted = useMemo(() => {
    const grids = fields.flatMap((field) => (field ? [field.grid] : []))
    if (!sameDistances || grids.length < 2) return fields
    return fields.map((field) => field && fitField(field, shareWindow(grids)))
  }, [fields, sameDistances])
  // A film is told in the colours of the landscape that it ends with, as soon as there is one.
  const colored = finished[0] ? finished : fields
  const color = useMemo(() => shareColors(colored, colors), [colored, colors])
  return { fitted, color, planeView: view }
}

/** Both studies and what they share. */
interface Sides {
  readonly sides: readonly Side[]
  readonly color: ColorScale
  /** What both planes show: what is chosen, and train nll while the film of the present study is seen. */
  readonly planeView: View
  /** All lines that the y axes along t have room for. */
  readonly lines: readonly ProfileSeries[]
}

/** Both studies and the scales that they share, under the quantity and scale of the present one. */
export function useSides(): Sides {
  const present = usePresent()
  const moment = useMoment()
  const other = useStudyState(({ beside }) => beside?.other)
  const { split, quantity, evaluationDecay } = present.choices
  const view = useMemo(() => ({ split, quantity, evaluationDecay }), [split, quantity, evaluationDecay])
  const both = useMemo(() => [present, ...(other ? [toShown(other)] : [])], [present, other])
  const { fitted, color, planeView } = useFields(both, moment)
  const sides = useMemo(
    () =>
      both.map((shown, index) =>
        createSide(shown, fitted[index], { view, moment: index === 0 ? moment : undefined }),
      ),
    [both, fitted, view, moment],
  )
  const filmLines = useFilmLines(present.profile, view)
  const lines = useMemo(() => [...sides.flatMap(({ series }) => series), ...filmLines], [sides, filmLines])
  return { sides, color, planeView, lines }
}
