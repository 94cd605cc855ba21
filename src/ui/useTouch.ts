import { useMediaQuery } from '@mantine/hooks'

/** Whether people point with a finger here: what they are told then speaks of neither pointer, wheel nor keys. */
export function useTouch(): boolean {
  return useMediaQuery('(pointer: coarse)', undefined, { getInitialValueInEffect: false })
}
