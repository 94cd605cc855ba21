import type { ChoiceName } from '../../store/choices/choices.ts'

interface ChoiceText {
  readonly label: string
  /** One sentence that explains the control. */
  readonly help: string
}

/** What each choice is called, and the sentence that explains it. */
export const choiceTexts: Readonly<Record<ChoiceName, ChoiceText>> = {
  data: { label: 'Data set', help: 'What the networks learn: figures made from a seed, or small real sets.' },
  openedData: { label: 'Opened data', help: 'The data set that was made of opened files.' },
  size: { label: 'Samples', help: 'Points in all, train and test together.' },
  noise: { label: 'Noise', help: 'Standard deviation of the jitter, where the figure has radius 1.' },
  classCount: { label: 'Classes', help: 'Number of arms or clouds.' },
  dataSeed: { label: 'Seed', help: 'The same seed makes the same points.' },
  testShare: {
    label: 'Test share',
    help: 'Share of the rows that is kept for testing and never trained on.',
  },
  standardize: {
    label: 'Standardise',
    help: 'Shift and scale each feature to mean 0 and deviation 1, measured on the train split alone.',
  },
  network: { label: 'Kind', help: 'A multi-layer perceptron, or for images a small convolutional network.' },
  architecture: { label: 'Layers', help: 'The network of the opened checkpoints.' },
  widths: { label: 'Hidden widths', help: 'Units of each hidden layer, first to last, such as 16, 16.' },
  channels: {
    label: 'Channels',
    help: 'Output channels of each 3×3 convolution, first to last, such as 8, 16.',
  },
  activation: { label: 'Activation', help: 'The non-linearity after each hidden layer.' },
  batchNorm: {
    label: 'Batch norm',
    help: 'Normalise each hidden layer by the statistics of its batch. Its running statistics must be computed anew at every point of a landscape.',
  },
  dropout: { label: 'Dropout', help: 'Share of hidden units switched off at random while training.' },
  residual: {
    label: 'Residual',
    help: 'Add the input of a block to its output where a block keeps its size.',
  },
  initializer: {
    label: 'Initialiser',
    help: 'How the first weights are drawn: PyTorch’s default, He (for ReLU) or Glorot (for tanh).',
  },
  backend: { label: 'Computed by', help: 'Where the arithmetic happens.' },
  opened1: { label: 'File of w₁', help: 'The checkpoint that the first endpoint comes from.' },
  opened2: { label: 'File of w₂', help: 'The checkpoint that the second endpoint comes from.' },
  opened3: { label: 'File of w₃', help: 'The checkpoint that the third mode comes from.' },
  seed1: { label: 'Seed of w₁', help: 'Draws the first weights and the batch order of the first endpoint.' },
  seed2: { label: 'Seed of w₂', help: 'Another seed leads to another mode.' },
  seed3: { label: 'Seed of w₃', help: 'The third mode, for the plane through three modes.' },
  optimizer: { label: 'Optimiser', help: 'Stochastic gradient descent with momentum, or Adam.' },
  learningRate: { label: 'Learning rate', help: 'Size of a step at the start; the schedule lowers it.' },
  momentum: { label: 'Momentum', help: 'Share of the last step that the next one keeps.' },
  nesterov: { label: 'Nesterov', help: 'Look ahead along the momentum before taking the gradient.' },
  weightDecay: { label: 'Weight decay', help: 'Adds wd · w to the gradient of every parameter.' },
  batchSize: { label: 'Batch size', help: 'Samples a step; the last batch of an epoch may be smaller.' },
  epochs: { label: 'Epochs', help: 'Passes over the train split.' },
  schedule: {
    label: 'Schedule',
    help: 'How the learning rate falls. “Paper’s code”: constant for half the epochs, then linearly down to a hundredth.',
  },
  augmentCopies: {
    label: 'Varied copies',
    help: 'Shifted or mirrored copies of every training image, made from the seed; an epoch goes over all of them. 0 leaves the images as they are.',
  },
  augmentShift: {
    label: 'Shift',
    help: 'Pixels that a copy is moved by at most; what comes in repeats the border.',
  },
  augmentFlip: { label: 'Mirror', help: 'Mirror half of the copies left to right.' },
  augmentCopies2: { label: 'Varied copies', help: 'Varied copies of the images for the second endpoint.' },
  augmentShift2: { label: 'Shift', help: 'Pixels that copies of the second endpoint are moved by at most.' },
  augmentFlip2: { label: 'Mirror', help: 'Mirror half of the copies of the second endpoint.' },
  moreEpochs: { label: 'Continued', help: 'Epochs trained on top, run after run.' },
  ownRecipe2: {
    label: 'Own recipe for w₂',
    help: 'Train the second endpoint differently, to see that curves join such networks too.',
  },
  optimizer2: { label: 'Optimiser', help: 'Optimiser of the second endpoint.' },
  learningRate2: { label: 'Learning rate', help: 'Learning rate of the second endpoint.' },
  momentum2: { label: 'Momentum', help: 'Momentum of the second endpoint.' },
  nesterov2: { label: 'Nesterov', help: 'Nesterov momentum for the second endpoint.' },
  weightDecay2: { label: 'Weight decay', help: 'Weight decay of the second endpoint.' },
  batchSize2: { label: 'Batch size', help: 'Batch size of the second endpoint.' },
  epochs2: { label: 'Epochs', help: 'Epochs of the second endpoint.' },
  schedule2: { label: 'Schedule', help: 'Schedule of the second endpoint.' },
  openedCurve: { label: 'File of the curve', help: 'The checkpoint that the curve comes from.' },
  curve: {
    label: 'Shape',
    help: 'A Bezier curve bends smoothly towards its control points; a polygonal chain goes straight through them.',
  },
  bends: { label: 'Bends', help: 'Control points between the two endpoints.' },
  freeEndpoints: { label: 'Free endpoints', help: 'Let the ends of the curve move as well.' },
  curveSeed: { label: 'Seed', help: 'Draws the batch order and one t for every batch.' },
  curveOptimizer: { label: 'Optimiser', help: 'How the bends descend.' },
  curveLearningRate: { label: 'Learning rate', help: 'Size of a step of the bends at the start.' },
  curveMomentum: { label: 'Momentum', help: 'Share of the last step that the next one keeps.' },
  curveNesterov: { label: 'Nesterov', help: 'Look ahead along the momentum before taking the gradient.' },
  curveWeightDecay: {
    label: 'Weight decay on φ(t)',
    help: 'wd of the term ½ · wd · ‖φ(t)‖² on the interpolated weights.',
  },
  curveBatchSize: { label: 'Batch size', help: 'Samples a step, all at the same t.' },
  curveEpochs: { label: 'Epochs', help: 'Passes over the train split.' },
  curveSchedule: { label: 'Schedule', help: 'How the learning rate falls.' },
  restarts: {
    label: 'Optimised from',
    help: 'Places where the bend was put by hand before it was trained further.',
  },
  points: { label: 'Points along t', help: 'Where curve and segment are evaluated, in even steps of t.' },
  plane: {
    label: 'Plane through',
    help: 'The endpoints and the bend, in which a curve with one bend lies wholly; three independent modes; directions from a network; or w₂ with its units permuted.',
  },
  planeOrigin: { label: 'From', help: 'The network in the middle of the plane.' },
  planeT: { label: 't of the origin', help: 'Where on the curve the plane starts.' },
  planeScaling: {
    label: 'Scaled by',
    help: 'Random directions as long as the network’s own weights, filter by filter or layer by layer (Li and others); or as they were drawn.',
  },
  planeSeed: {
    label: 'Seed',
    help: 'Draws the random directions, and the first direction of the search for eigenvectors.',
  },
  planeReach: {
    label: 'Reach',
    help: 'How far the usual window goes from the origin, in lengths of the first direction; of the Hessian in quarters of ‖w₁ − w₂‖.',
  },
  trails: {
    label: 'Draw trainings',
    help: 'How endpoints and bends came to where they are, and the snapshots of the race, as seen in this plane; the trainings of endpoints are repeated for it.',
  },
  selectedBend: {
    label: 'Bend',
    help: 'The bend that the plane goes through; at first the one farthest from the segment.',
  },
  resolution: { label: 'Grid', help: 'Points a side. Finer grids keep the points of the coarser ones.' },
  margin: {
    label: 'Margin',
    help: 'How far the usual window reaches beyond the three points, in shares of their distances.',
  },
  window: { label: 'Window', help: 'The visible part of the plane.' },
  batchNormMode: {
    label: 'Batch norm statistics',
    help: 'Recomputed: measured anew on the train split at every point. Stored: mixed from what training left.',
  },
  held: { label: 'Held bend', help: 'Where the bend was put by hand.' },
  stage: { label: 'Middle', help: 'The landscape, or one of the experiments.' },
  raceVariant: {
    label: 'FGE triangle',
    help: 'From 1/c as the paper writes it, or from 0 as its code runs it: the same triangle one iteration apart.',
  },
  raceAlpha1: { label: 'FGE α₁', help: 'Learning rate at the ends of a cycle, the high one.' },
  raceAlpha2: {
    label: 'FGE α₂',
    help: 'Learning rate in the middle of a cycle, where a network is collected.',
  },
  raceCycle: {
    label: 'FGE cycle',
    help: 'Epochs of one triangle; they must make an even number of batches.',
  },
  raceStart: {
    label: 'FGE starts from',
    help: 'The finished w₁, which then collects on top of its own epochs; or, as in the paper, a network whose schedule is made for the whole budget and breaks off before its end.',
  },
  raceShare: {
    label: 'Share before FGE',
    help: 'The share of the budget that is trained by the schedule before FGE begins: 0.8 in the paper, epoch 160 of 200 in its code.',
  },
  raceEpochs: {
    label: 'FGE epochs',
    help: 'Epochs of collecting, after those of the network it starts from.',
  },
  raceAlpha0: { label: 'SSE α₀', help: 'Learning rate at the start of each cycle of snapshot ensembles.' },
  raceCycles: {
    label: 'SSE cycles',
    help: 'Cosine cycles in one budget; a network is collected at each end.',
  },
  raceRepeats: {
    label: 'Repetitions',
    help: 'How often all is done, from other seeds, for mean and deviation.',
  },
  raceSeed: {
    label: 'First seed',
    help: 'Seeds of the runs count on from it; the first run has that of w₁.',
  },
  picks: { label: 'Picked networks', help: 'Networks of plane and curve that were picked for an ensemble.' },
  alongCount: {
    label: 'Points and networks',
    help: 'How many even points of the curve join an ensemble, and how many independent networks are trained to compare.',
  },
  alongSeed: {
    label: 'First seed',
    help: 'Seed of the first independent network; the others count on from it.',
  },
  alignCurves: {
    label: 'With curves',
    help: 'Also trains a curve to w₂ and one to π(w₂), both with the curve’s settings and seed.',
  },
  alignResolution: { label: 'Points a side', help: 'Of the plane through w₁, w₂ and π(w₂).' },
  hessianPlace: { label: 'Where', help: 'The points at which eigenvalues are found.' },
  hessianPoints: { label: 'Points along t', help: 'Spread evenly, both ends included.' },
  hessianT: { label: 't of the point', help: '0 is w₁, 1 is w₂.' },
  hessianX: { label: 'x in the plane', help: 'Distance along the plane’s first direction.' },
  hessianY: { label: 'y in the plane', help: 'Distance along the plane’s second direction.' },
  hessianLargest: { label: 'Largest', help: 'How many of the largest eigenvalues are found at each point.' },
  hessianSmallest: { label: 'Smallest', help: 'How many of the smallest, the most negative ones.' },
  hessianSamples: {
    label: 'Rows used',
    help: 'Rows of the train split, drawn by the seed; left empty, all of them.',
  },
  hessianTolerance: {
    label: 'Tolerance',
    help: 'Residuals up to this share of the largest eigenvalue are small enough.',
  },
  hessianProducts: {
    label: 'Most products',
    help: 'Hessian-vector products at each point; each costs about as much as two steps over the rows used.',
  },
  hessianSeed: { label: 'Seed', help: 'Draws the first direction and the rows.' },
  manyCount: { label: 'Curves', help: 'How many curves are trained between the endpoints.' },
  modesSeed: {
    label: 'Seed of the curves',
    help: 'Seed of the curve w₁ – w₂; the two others count on from it.',
  },
  modesResolution: { label: 'Grid', help: 'Points a side of the plane through the modes.' },
  sweepWidths: {
    label: 'Widths',
    help: 'Units or channels of the first hidden layer; the other layers grow in proportion.',
  },
  sweepBends: { label: 'Bends', help: 'Numbers of bends, such as 1, 2; a curve is trained for each.' },
  sweepRepeats: { label: 'Repetitions', help: 'Pairs of networks for each width, from other seeds.' },
  sweepSeed: {
    label: 'First seed',
    help: 'Seed of the first network; those of the others count on from it.',
  },
  manySeed: { label: 'First seed', help: 'Seed of the first curve; the others count on from it.' },
  split: { label: 'Split', help: 'Train or test.' },
  quantity: { label: 'Quantity', help: 'nll is the mean cross-entropy in nats; loss adds ½ · wd · ‖w‖².' },
  surface: {
    label: 'Surface',
    help: 'Over the plane: the test error or calibration of the ensemble of w₁ and each point, or how often both differ.',
  },
  evaluationDecay: {
    label: 'wd of the loss',
    help: 'The wd in loss = nll + ½ · wd · ‖w‖², for every point alike.',
  },
  scale: { label: 'Scale', help: 'Log shows the valleys, as in the paper; linear shows the heights.' },
  rangeMin: { label: 'From', help: 'Lower end of the colours.' },
  rangeMax: { label: 'To', help: 'Upper end of the colours; values above it look the same.' },
  palette: {
    label: 'Palette',
    help: 'Water, viridis and greys are safe for colour-blind eyes; jet is the paper’s.',
  },
  contours: { label: 'Contours', help: 'Lines of equal value.' },
  view: {
    label: 'View',
    help: '2-D is a map of the landscape; 3-D raises it to a relief that can be turned.',
  },
  live: {
    label: 'Live',
    help: 'A changed setting redraws everything by itself where that takes no more than two seconds.',
  },
  t: { label: 't', help: 'Position along the curve, 0 at w₁ and 1 at w₂.' },
  momentView: { label: 'View', help: 'What is seen of the network at t.' },
  momentPath: { label: 'Path', help: 'The path of the network at t: the curve, or the straight segment.' },
  hide: { label: 'Hidden', help: 'Parts of the page that are not seen.' },
}
