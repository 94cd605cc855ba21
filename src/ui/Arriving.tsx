import { type ReactNode, useSyncExternalStore } from 'react'
import type { ArrivingPart } from './loadPart.ts'

interface ArrivingProps<Props> {
  readonly part: ArrivingPart<Props>
  readonly props: Props
  /** What stands there until the part does. */
  readonly place: ReactNode
}

/**
 * A part of the first screen that the landscape does not wait for. Unlike with Suspense, which holds back for 300 ms what
 * follows another part, it is seen the moment it comes.
 */
export function Arriving<Props extends object>({ part, props, place }: ArrivingProps<Props>) {
  const { Part, error } = useSyncExternalStore(part.subscribe, part.look)
  if (error) throw error
  return Part ? <Part {...props} /> : place
}
