import { type ChoiceName, type Choices, choiceNames, choiceTable } from '../choices/choices.ts'

type NumberName = {
  [N in ChoiceName]: (typeof choiceTable)[N]['kind'] extends { readonly kind: 'number' } ? N : never
}[ChoiceName]

/** Names of the choices that are seeds. */
export type SeedName = Extract<NumberName, `seed${string}` | `${string}Seed`>

const seedNames = choiceNames.filter((name): name is SeedName => /^seed\d$|Seed$/.test(name))

/** The seeds that a result depends on, told by its key: another seed would give it another one. */
export function usedSeeds(
  choices: Choices,
  key: (choices: Choices) => string,
): readonly { readonly name: SeedName; readonly value: number }[] {
  const present = key(choices)
  return seedNames
    .map((name) => ({ name, value: choices[name] }))
    .filter(({ name, value }) => {
      const { min } = choiceTable[name].kind
      return key({ ...choices, [name]: value === min ? min + 1 : min }) !== present
    })
}
