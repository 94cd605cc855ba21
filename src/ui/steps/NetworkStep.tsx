import { useMemo } from 'react'
import type { PlannedLayer } from '../../core/networks/network.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { isImageData, nothingOpened, recommendedChoices, recommendedForCnn } from '../../store/dataSets.ts'
import { architectureOf } from '../../store/running/requests.ts'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { WidthsChoice } from '../controls/WidthsChoice.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatCount } from '../texts/formatting.ts'
import { layerNames } from '../texts/layers.ts'
import { sketchNetwork } from '../texts/sketchNetwork.ts'
import { networkTexts, networkTitle } from '../texts/steps.ts'
import { StepCard } from './StepCard.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

function countParameters(layer: PlannedLayer): number {
  const own = layer.parameters.reduce((sum, { size }) => sum + size, 0)
  return [...(layer.body ?? []), ...(layer.shortcut ?? [])].reduce(
    (sum, inner) => sum + countParameters(inner),
    own,
  )
}

function LayerTable({ layers }: { readonly layers: readonly PlannedLayer[] }) {
  return (
    <table className={classes.layers} aria-label={networkTexts.layers}>
      <tbody>
        {layers.map((layer) => (
          <tr key={layer.path}>
            <td>{layerNames[layer.layer.type]}</td>
            <td>{layer.outShape.join(' × ')}</td>
            <td>{formatCount(countParameters(layer))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The network as it is edited, with shapes and parameter counts, or why it cannot be built. */
function usePlan() {
  const choices = useStudyState((state) => state.choices)
  return useMemo(() => {
    try {
      return { network: planNetwork(architectureOf(choices)) }
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) }
    }
  }, [choices])
}

/** What is trained. */
export function NetworkStep({ opened, onToggle }: StepProps) {
  const study = useStudy()
  const choices = useStudyState((state) => state.choices)
  const { data, network: kind } = choices
  const { network, problem } = usePlan()
  const images = isImageData(choices)
  const isOpened = kind === 'custom'
  const chooseKind = (value: string) => {
    if (value === kind) return
    const network = value === 'cnn' ? 'cnn' : 'mlp'
    const { epochs, curveEpochs } = recommendedChoices(data)
    const recommended =
      network === 'cnn'
        ? recommendedForCnn
        : { batchNorm: false, ...(epochs && { epochs }), ...(curveEpochs && { curveEpochs }) }
    setChoices(study, { ...recommended, ...(isOpened && nothingOpened), network })
  }
  return (
    <StepCard
      title={networkTitle}
      summary={
        network ? networkTexts.parameters(formatCount(network.parameterCount)) : networkTexts.impossible
      }
      opened={opened}
      onToggle={onToggle}
      glance={
        problem === undefined ? (
          <p className={classes.sketch}>{network && sketchNetwork(network)}</p>
        ) : (
          <div className={classes.failure} role="alert">
            {problem}
          </div>
        )
      }
    >
      {(images || isOpened) && (
        <OptionChoice
          name="network"
          as={isOpened ? 'menu' : 'buttons'}
          onChoose={chooseKind}
          only={['mlp', ...(images ? ['cnn'] : []), ...(isOpened ? ['custom'] : [])]}
        />
      )}
      {!isOpened && (
        <>
          <WidthsChoice name={images && kind === 'cnn' ? 'channels' : 'widths'} />
          <OptionChoice name="activation" />
          <FlagChoice name="batchNorm" />
          <FlagChoice name="residual" />
          <NumberChoice name="dropout" />
        </>
      )}
      <OptionChoice name="initializer" />
      {network && <LayerTable layers={network.layers} />}
    </StepCard>
  )
}
