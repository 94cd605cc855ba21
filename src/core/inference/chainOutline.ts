import type { ActivationName, Architecture, Layer } from '../networks/architecture.ts'
import { type PoolChoice, poolChoices, type SpatialGuess } from './guessSpatial.ts'
import { type CompleteAnswers, type Question, questionId } from './inferenceQuestion.ts'
import type { TensorModule } from './tensorModule.ts'

/** Layers one after another, as tensors tell them. */
export interface ChainOutline {
  readonly kind: 'chain'
  readonly modules: readonly TensorModule[]
  /** The data's shape, or the features of a first linear layer; empty where the answer to `input` says it. */
  readonly inputShape: readonly number[]
}

/** Order of a batch norm and its activation. */
type NormOrder = 'norm-activation' | 'activation-norm'

const activationNames: readonly ActivationName[] = ['relu', 'leakyrelu', 'tanh', 'sigmoid', 'gelu', 'silu']

/** What a layer is called in questions and errors: its name, or its number from 1. */
function moduleLabel(module: TensorModule, index: number): string {
  return module.name === '' ? `${module.kind} ${index + 1}` : module.name
}

/** What shapes leave open of a chain, with the guesses of `spatial`. */
export function askAboutChain({ modules, inputShape }: ChainOutline, spatial: SpatialGuess): Question[] {
  const questions: Question[] = []
  const first = modules.find(({ kind }) => kind === 'conv2d')
  if (first && inputShape.length === 0) {
    const guess = [first.inputs, ...spatial.sides]
    questions.push({ id: 'input', topic: 'input', kind: 'shape', guess })
  }
  if (modules.filter(({ kind }) => kind !== 'batchnorm').length > 1) {
    const head = { id: 'activation', topic: 'activation', kind: 'choice' } as const
    questions.push({ ...head, options: activationNames, guess: 'relu' })
  }
  if (modules.some(({ kind }) => kind === 'batchnorm')) {
    const options: NormOrder[] = ['norm-activation', 'activation-norm']
    questions.push({ id: 'order', topic: 'order', kind: 'choice', options, guess: 'norm-activation' })
    questions.push({ id: 'eps', topic: 'eps', kind: 'number', guess: 1e-5 })
  }
  questions.push(
    ...modules.flatMap((module, index) => askAboutConvolution(module, index, { modules, spatial })),
  )
  if (first && modules.some(({ kind }) => kind === 'linear')) {
    const options: SpatialGuess['reduce'][] = ['flatten', 'globalavgpool']
    questions.push({ id: 'reduce', topic: 'reduce', kind: 'choice', options, guess: spatial.reduce })
  }
  return questions
}

function askAboutConvolution(
  module: TensorModule,
  index: number,
  { modules, spatial }: { readonly modules: readonly TensorModule[]; readonly spatial: SpatialGuess },
): Question[] {
  if (module.kind !== 'conv2d') return []
  const layer = moduleLabel(module, index)
  const place = modules.slice(0, index).filter(({ kind }) => kind === 'conv2d').length
  const ask = (topic: 'padding' | 'stride', guess: number): Question => {
    return { id: questionId(topic, layer), topic, layer, kind: 'number', guess }
  }
  return [
    ask('padding', spatial.paddings[place] ?? 0),
    ask('stride', spatial.strides[place] ?? 1),
    {
      id: questionId('pool', layer),
      topic: 'pool',
      layer,
      kind: 'choice',
      options: Object.keys(poolChoices),
      guess: spatial.pools[place] ?? 'none',
    },
  ]
}

/** The architecture of a chain under complete answers. */
export function buildChain(outline: ChainOutline, answers: CompleteAnswers): Architecture {
  const { modules } = outline
  const input = answers.readShape('input', outline.inputShape)
  const layers: Layer[] = []
  const last = modules.findLastIndex(({ kind }) => kind !== 'batchnorm')
  const hasImages = modules.some(({ kind }) => kind === 'conv2d')
  let channels = hasImages ? input[0] : undefined
  for (const [index, module] of modules.entries()) {
    if (module.kind === 'batchnorm') {
      // One right after a layer was added with it.
      if (index === 0 || modules[index - 1]?.kind === 'batchnorm') layers.push(createNorm(module, answers))
      continue
    }
    if (module.kind === 'linear' && !layers.some(({ type }) => type === 'linear')) {
      if (hasImages) layers.push({ type: answers.readText('reduce') as SpatialGuess['reduce'] })
      else if (input.length > 1) layers.unshift({ type: 'flatten' })
    }
    const norm = modules[index + 1]
    layers.push(
      createWeighted(module, moduleLabel(module, index), { answers, channels }),
      ...finishBlock(norm?.kind === 'batchnorm' ? norm : undefined, index === last, answers),
    )
    if (module.kind === 'conv2d') {
      channels = module.out
      const pool = poolChoices[answers.readText(questionId('pool', moduleLabel(module, index))) as PoolChoice]
      if (pool) layers.push(pool)
    }
  }
  if (!modules.some(({ kind }) => kind === 'linear')) layers.push({ type: 'globalavgpool' })
  return { input, layers }
}

function createWeighted(
  module: TensorModule,
  label: string,
  { answers, channels }: { readonly answers: CompleteAnswers; readonly channels: number | undefined },
): Layer {
  const { kind, out, kernel, inputs } = module
  const named = { ...(module.bias ? {} : { bias: false }), ...nameOf(module) }
  if (kind !== 'conv2d') return { type: 'linear', out, ...named }
  const groups = (channels ?? inputs) / inputs
  return {
    type: 'conv2d',
    out,
    kernel,
    stride: answers.readNumber(questionId('stride', label)),
    padding: answers.readNumber(questionId('padding', label)),
    ...(Number.isInteger(groups) && groups > 1 ? { groups } : {}),
    ...named,
  }
}

function finishBlock(norm: TensorModule | undefined, isLast: boolean, answers: CompleteAnswers): Layer[] {
  const norms = norm ? [createNorm(norm, answers)] : []
  if (isLast) return norms
  const activation: Layer = { type: answers.readText('activation') as ActivationName }
  if (norms.length > 0 && answers.readText('order') === 'activation-norm') return [activation, ...norms]
  return [...norms, activation]
}

function createNorm(module: TensorModule, answers: CompleteAnswers): Layer {
  return { type: 'batchnorm', eps: answers.readNumber('eps'), ...nameOf(module) }
}

/** Names that an architecture cannot carry are left out; tensors are then matched in order. */
function nameOf({ name }: TensorModule): { name?: string } {
  return /^[\w.-]{1,100}$/.test(name) ? { name } : {}
}
