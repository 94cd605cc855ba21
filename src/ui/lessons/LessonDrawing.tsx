import type { ReactNode } from 'react'
import type { LessonName } from '../../lessons/lesson.ts'
import classes from './lessonList.module.css'

const left = <circle cx="16" cy="40" r="4" className={classes.mark} />
const right = <circle cx="80" cy="40" r="4" className={classes.mark} />
const hill = <path d="M30 40C36 12 60 12 66 40Z" className={classes.hill} />

const drawings: Readonly<Record<LessonName, ReactNode>> = {
  slice: (
    <>
      <path d="M12 44L36 20H88L64 44Z" className={classes.hill} />
      <ellipse cx="50" cy="32" rx="18" ry="7" className={classes.line} />
      <ellipse cx="50" cy="32" rx="9" ry="3" className={classes.line} />
      <circle cx="50" cy="32" r="3" className={classes.mark} />
    </>
  ),
  wall: (
    <>
      {hill}
      <path d="M16 40H80" className={classes.dashed} />
      {left}
      {right}
    </>
  ),
  bend: (
    <>
      {hill}
      <path d="M16 40C28 0 68 0 80 40" className={classes.line} />
      {left}
      {right}
      <path d="M48 3l6 6-6 6-6-6Z" className={classes.mark} />
    </>
  ),
  many: (
    <>
      <ellipse cx="48" cy="32" rx="12" ry="9" className={classes.hill} />
      <path
        d="M14 32C28 4 68 4 82 32M14 32C28 16 68 14 82 32M14 32C28 60 68 60 82 32"
        className={classes.line}
      />
      <circle cx="14" cy="32" r="4" className={classes.mark} />
      <circle cx="82" cy="32" r="4" className={classes.mark} />
    </>
  ),
  real: (
    <>
      <path d="M22 16L74 48M22 48L74 16" className={classes.line} />
      <path d="M22 32H74" className={classes.dashed} />
      {[16, 32, 48].map((y) => (
        <g key={y}>
          <circle cx="20" cy={y} r="4" className={classes.mark} />
          <circle cx="76" cy={y} r="4" className={classes.mark} />
        </g>
      ))}
    </>
  ),
  ensembles: (
    <>
      <path d="M10 44C30 8 66 8 86 44" className={classes.line} />
      {[
        [10, 44],
        [27, 25],
        [48, 17],
        [69, 25],
        [86, 44],
      ].map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="4" className={classes.mark} />
      ))}
    </>
  ),
}

/** What a lesson is about, in a few lines. */
export function LessonDrawing({ name }: { readonly name: LessonName }) {
  return (
    <svg className={classes.drawing} viewBox="0 0 96 56" aria-hidden="true">
      {drawings[name]}
    </svg>
  )
}
