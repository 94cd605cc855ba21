import { useComputedColorScheme } from '@mantine/core'

/** `light` or `dark`, for drawings that read their colours when they are made. */
export function useThemeName(): 'light' | 'dark' {
  return useComputedColorScheme('light')
}
