import type { Choices } from '../store/choices/choices.ts'
import type { ExportOptions } from '../store/exporting/exportRow.ts'
import type { PlaneKind } from '../store/planes/planeKinds.ts'
import type { CurveResult, EndpointResult, Results } from '../store/results.ts'
import type { EvaluatedPath, EvaluatedPlane } from '../store/running/evaluations.ts'
import type { IsthmusEvents, Listener } from './events.ts'
import type { ScriptFile } from './givenFiles.ts'
import type { IsthmusError } from './isthmusError.ts'
import type { OpenedReport } from './openedReport.ts'
import type { OpenOptions } from './openFiles.ts'

/** A call that was over before it was done: by `cancel`, by a newer call for other choices, or by the person. */
export interface Cancelled {
  readonly state: 'cancelled'
}

/** A finished call. */
export type Done<T> = T & { readonly state: 'done' }

/** What `train` came to. */
export interface Trained {
  /** w₁, w₂ and, where the plane needs it, w₃. */
  readonly endpoints: readonly EndpointResult[]
  readonly curve?: CurveResult
}

/** How a path is evaluated. */
export interface PathRequest {
  /** Points along t, ends included: 2 … 2001. As chosen when absent, 61 at first. */
  readonly points?: number
}

/** How the plane is evaluated; what is absent is as chosen. */
export interface PlaneRequest {
  /** Points a side: 2 … 401. */
  readonly resolution?: number
  /** How far the window reaches beyond the three points, in shares of their distances: 0 … 5. */
  readonly margin?: number
  /**
   * What spans the plane: both ends and the bend, three modes, two random directions, the training of an endpoint, the top
   * two eigenvectors of the Hessian, or both ends and a permuted w₂.
   */
  readonly through?: PlaneKind
  /** Where planes along directions begin: an endpoint, or the curve at `t`; a training is that of the endpoint. */
  readonly origin?: Choices['planeOrigin']
  /** Place on the curve where `origin` is `curve`: 0 … 1. */
  readonly t?: number
  /** How random directions are scaled to the network. */
  readonly normalize?: Choices['planeScaling']
  /** Seed of random directions and of the search for eigenvectors. */
  readonly seed?: number
  /** How far the window of random and Hessian planes reaches, in lengths of the directions: 0.001 … 1000. */
  readonly reach?: number
  /** Whether the trainings of the endpoints are repeated and placed in the plane. */
  readonly trails?: boolean
}

/** How a figure is drawn. */
export type FigureOptions = Omit<ExportOptions, 'signal'>

/** What `setArchitecture` did. */
export interface NetworkTaken {
  readonly state: 'done'
  /** Whether the study has the network now. Else it fits other data than these, and the next `open` takes it along. */
  readonly applied: boolean
  readonly parameterCount: number
}

/**
 * What scripts on the page may call, as `window.isthmus`. It works on the study that is on screen: what it does is seen and can
 * be undone. Calls wait for `ready` by themselves. Those that fail reject with an `IsthmusError`.
 */
export interface Isthmus {
  /** Resolves when the study of the link, or the recorded one, is there. */
  readonly ready: Promise<void>
  /** The class of all errors, for `instanceof`. */
  readonly IsthmusError: typeof IsthmusError

  /** Opens files, in any order, as the dialog would; trains and evaluates nothing. All of them must have a place in the study. */
  open(files: ScriptFile | Iterable<ScriptFile>, options?: OpenOptions): Promise<OpenedReport | Cancelled>
  /** Takes an architecture, as JSON text or as what that holds, for the study or for the files that are opened next. */
  setArchitecture(json: unknown): Promise<NetworkTaken>
  /** Changes choices, as one step of undo; answers all of them as they then are. */
  choose(choices: Partial<Choices>): Promise<Choices>
  /** Trains what is not fresh; with `again` also what is. `all` draws the plane too, as *Run all* does. */
  train(
    what: 'endpoints' | 'curve' | 'all',
    options?: { readonly again?: boolean },
  ): Promise<Done<Trained> | Cancelled>
  /** The straight path from w₁ to w₂; needs no curve. */
  evaluateSegment(request?: PathRequest): Promise<Done<EvaluatedPath> | Cancelled>
  /** The curve; trained first where it is not fresh. */
  evaluateCurve(request?: PathRequest): Promise<Done<EvaluatedPath> | Cancelled>
  /** The plane; what it needs is trained first where it is not fresh. */
  evaluatePlane(request?: PlaneRequest): Promise<Done<EvaluatedPlane> | Cancelled>
  /** A file of the present study, such as `curve.npz`, as the menu *Export* writes it. */
  export(name: string, options?: FigureOptions): Promise<Blob | Cancelled>
  /** Stops everything that runs; its calls resolve to `{ state: 'cancelled' }`. */
  cancel(): void
  undo(): void
  redo(): void
  /** Calls back at every event of a kind until the function that it returns is called. */
  on<Name extends keyof IsthmusEvents>(event: Name, callback: Listener<Name>): () => void

  /** All choices as they are. */
  choices(): Choices
  /** What came back so far; values that are never changed in place. */
  results(): Results
  /** The part of the address after `#` that reproduces the study. */
  link(): string
  /** The study as the bytes of a file. */
  saveStudy(): Promise<Uint8Array>
}

declare global {
  interface Window {
    isthmus?: Isthmus
  }
}
