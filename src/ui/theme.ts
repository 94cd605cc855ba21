import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** The one accent, from the water of the landscape; index 6 in light and 4 in dark carry text of contrast 4.5:1. */
const water: MantineColorsTuple = [
  '#e6f5f9',
  '#cfe8f0',
  '#a3d3e2',
  '#74bdd3',
  '#4bc0de',
  '#2a8ba8',
  '#0e6b8c',
  '#0c5d7b',
  '#084c66',
  '#043b50',
]

/** Mantine reckons the contrast on filled controls for the light theme alone; its variable knows both. */
const resolveColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const isPrimary = input.color === undefined || input.color === input.theme.primaryColor
  if (input.variant !== 'filled' || !isPrimary) return colors
  return { ...colors, color: 'var(--mantine-primary-color-contrast)' }
}

/** Calm surfaces, small type, one accent. */
export const theme = createTheme({
  colors: { water },
  primaryColor: 'water',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  variantColorResolver: resolveColors,
  respectReducedMotion: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '650' },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'default', size: 'md' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false, checkIconPosition: 'right' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        withArrow: true,
        multiline: true,
        maw: 280,
        events: { hover: true, focus: true, touch: false },
      },
    },
  },
})
