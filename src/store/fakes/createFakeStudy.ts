import { createStudy, type Study } from '../context.ts'
import { runAll } from '../running/runAll.ts'
import { createFakeClient, type FakeClient } from './createFakeClient.ts'

/** A study over a fake engine, before anything ran. */
export function createFakeStudy(): { readonly study: Study; readonly fake: FakeClient } {
  const fake = createFakeClient()
  return { study: createStudy(fake.client), fake }
}

/** A network of eight weights, as many as the fake engine's vectors have. */
export const fakeNetwork = {
  network: 'custom',
  architecture: JSON.stringify({
    input: [2],
    layers: [
      { type: 'linear', out: 2, bias: false },
      { type: 'linear', out: 2, bias: false },
    ],
  }),
} as const

/** A study of which everything has been computed; the engine's calls so far are forgotten. */
export async function createFinishedStudy(
  choices: Partial<ReturnType<Study['store']['getState']>['choices']> = {},
): Promise<{ readonly study: Study; readonly fake: FakeClient }> {
  const { study, fake } = createFakeStudy()
  study.store.setState((state) => ({ choices: { ...state.choices, ...choices } }))
  await runAll(study)
  fake.calls.length = 0
  return { study, fake }
}

/** Lets everything run that waits for nothing but promises. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

/** A wait that the test ends. */
export function createGate(): { readonly wait: Promise<void>; open(): void } {
  let open = () => {}
  const wait = new Promise<void>((resolve) => {
    open = resolve
  })
  return { wait, open: () => open() }
}
