/**
 * The language between the program compiler (TypeScript) and the kernels (AssemblyScript, which imports this file too).
 *
 * A program is a row of operations, each `operationWords` 32-bit words: word 0 is the code, word 1 the number of units
 * (−n: n units a tile of the run), word 2 the floating-point operations of one unit (float32), the rest are given
 * below. Units can be computed in any order and on their own, so that a program pauses between them. Addresses and
 * strides are in bytes; a `tensor` is two words: the address of its first tile (0: the run's input) and the distance
 * between tiles. A tile holds 16 samples: element e of sample s is the float32 at 64·e + 4·s. Words marked `f` hold float32 bits.
 */
export const operationWords = 24

/** Samples in a tile. */
export const tileSamples = 16

/** out, count, squares — weights of the point: out = Σ_b c_b·basis_b; when `squares`, their squared norm. Units: blocks. */
export const opCombine = 1
/** rows, row bytes, features, x tensor, labels in, labels out — picks the run's rows out of row-major data into tiles. */
export const opGather = 2
/** x tensor, y tensor, weights, bias, rows, taps, row bytes, tap bytes, epilogue, mask, shared — y = W·x (+ bias). */
export const opDense = 3
/** x tensor, dy tensor, dWeights, dBias, rows, taps. Units: blocks of 4 rows. */
export const opDenseGradient = 4
/**
 * x tensor, y tensor, weights, bias, rows of a group, groups, row bytes, pixel table, epilogue, mask, pixels, x group bytes,
 * weight group bytes, shared — y at every pixel from a flat list of (x, weight) offsets; a pixel entry is (list, length, x base).
 * With n units a tile, a unit is an n-th of the pixels.
 */
export const opConvolve = 5
/** x tensor, dy tensor, dWeights, dBias, rows of a group, groups, channels of a group, H, W, outH, outW, kernel, stride, padding, dilation. Units: blocks of 4 rows. */
export const opConvolveGradient = 6
/** x tensor, y tensor, elements, kind, slope f. */
export const opActivate = 7
/** x or y tensor, dy tensor, dx tensor, elements, kind, slope f. */
export const opActivateGradient = 8
/** a tensor, b tensor (−1: none), y tensor, elements, epilogue. */
export const opAdd = 9
/**
 * x tensor, y tensor, channels, H, W, outH, outW, kernel H, kernel W, stride, padding; then, for opPooledGradient, a places
 * tensor (0: none) and how much a place grows by from row to row and from column to column of x.
 */
export const opMaxPool = 10
/** as opMaxPool, then dy tensor, dx tensor. */
export const opMaxPoolGradient = 11
/** as opMaxPool. */
export const opAveragePool = 12
/** as opMaxPool, then dy tensor, dx tensor. */
export const opAveragePoolGradient = 13
/** x tensor, channels, pixels, statistics, scale, shift, eps f — batch statistics. Units: channels. */
export const opStatistics = 14
/** x tensor, y tensor, channels, pixels, factor, offset, epilogue — y = factor·x + offset by channel. */
export const opAffine = 15
/** x tensor, dy tensor, dx tensor, channels, pixels, statistics, dScale, dShift. Units: channels. */
export const opBatchNormGradient = 16
/** statistics, channels, mean sums, variance sums — adds a batch to the recomputed statistics, weighted by its samples. */
export const opAccumulateStatistics = 17
/** mean sums, variance sums, channels, mean, variance — closes the recomputed statistics. */
export const opFinishStatistics = 18
/** statistics, channels, mean, variance, momentum f — moves the running statistics. */
export const opRunningStatistics = 19
/** mean, variance, scale, shift, channels, eps f, factor, offset. */
export const opNormalizer = 20
/** weights, bias, rows, row length, factor, offset, folded weights, folded bias. Units: rows. */
export const opFold = 21
/** y tensor, elements, epilogue — the first layer as Σ_b c_b·(products of basis vector b). */
export const opShared = 22
/** logits tensor, classes, dlogits tensor (−1: none), probabilities tensor of the whole split (−1: none). */
export const opLoss = 23
/** x tensor, y tensor, elements, layer index, threshold, scale f. */
export const opDropout = 24
/** Stops the run when the loss is not finite. */
export const opFiniteLoss = 25
/** As opUpdate, but changes nothing: stops the run when a new weight would not be finite. */
export const opFiniteUpdate = 26
/** gradient, weights, count — one optimiser step on every trained basis vector. Units: blocks. */
export const opUpdate = 27
/**
 * x tensor, dy tensor, places tensor, dx tensor (−1: none), whether dx is masked by x, weights, dWeights, dBias, details, rows,
 * channels, pixels of dy, H, W, kernel, padding, pixel floats — both gradients of a convolution of one group out of that behind its max pool, dy, whose
 * element came from the pixel at its place. With n units a tile, a unit is an n-th of its samples; n is 1, 2 or 4.
 */
export const opPooledGradient = 28

/** Int32 details of an opPooledGradient: vectors that a block has, blocks that a kernel row has. */
export const pooledVectors = 0
export const pooledBlocks = 1
/** Bytes of a row of a sample with its border, of a sample, and of what of it is written to on the way back. */
export const pooledPitch = 2
export const pooledSampleBytes = 3
export const pooledBackBytes = 4
/** Addresses: four samples, four gradients in them, lists (place, gradient) by sample and row, and their ends. */
export const pooledSamples = 5
export const pooledBack = 6
export const pooledLists = 7
export const pooledEnds = 8
/** Addresses: packed weights, packed sums, float64 sums for the bias. */
export const pooledWeights = 9
export const pooledGradients = 10
export const pooledBias = 11

// Second derivatives, from 40 on. Of a value, what it moves by as the weights move is its tangent.
/** logits tensor, their tangent, classes, gradient tensor, tangent of the gradient — of the mean nll. */
export const opLossTangent = 40
/** as opMaxPool, then x tangent, y tangent. */
export const opMaxPoolTangent = 41
/** x or y tensor, x tangent, dy tensor, dx tensor, elements, kind — dx += f″·(x tangent)·dy. */
export const opActivateCurvature = 42

/** Epilogues: what happens to a sum before it is stored. */
export const epilogueNone = 0
export const epilogueRelu = 1
/** Zero where the mask tensor (of the shape of y) is not above zero. */
export const epilogueMask = 2

export const kindRelu = 0
export const kindLeakyRelu = 1
export const kindTanh = 2
export const kindSigmoid = 3
export const kindGelu = 4
export const kindGeluTanh = 5
export const kindSilu = 6

/** Float32 numbers in one unit of opCombine, opUpdate and opFiniteUpdate. */
export const blockFloats = 4096

/** Arrays of float32, one number a channel, in a block of batch statistics: mean, 1/σ, factor, offset, unbiased variance. */
export const statisticsArrays = 5

// Byte offsets inside a context, the state of one job.
export const atProgram = 0
export const atUnit = 4
export const atInput = 8
export const atInputStride = 12
export const atLabels = 16
export const atTiles = 20
/** Samples of the run that count; the lanes after them repeat real ones. */
export const atSamples = 24
export const atFirstTile = 28
export const atRows = 32
export const atShared = 36
export const atSharedStride = 40
export const atBasis = 44
export const atBasisSize = 48
/** Float64 coefficients of the current point or step. */
export const atCoefficients = 52
export const atTileNll = 56
export const atTileCorrect = 60
export const atHalted = 64
export const atSlots = 68
export const atTrained = 72
export const atOptimizer = 76
export const atNesterov = 80
export const atStep = 84
export const atSeed = 88
export const atBatch = 92
export const atStatisticSamples = 96
export const atPhase = 100
export const atPoint = 104
/** Float64 from here on. */
export const atSquares = 112
export const atLearningRate = 120
export const atMomentum = 128
export const atWeightDecay = 136
export const atBudget = 144
export const atNll = 152
export const atCorrect = 160
export const contextBytes = 512

// Training driver: its words after those of the context.
export const trainBegin = 192
export const trainEnd = 196
export const trainSteps = 200
/** Int32 offsets into the rows, steps + 1 of them. */
export const trainOffsets = 204
export const trainRows = 208
export const trainRates = 212
export const trainCoefficients = 216
export const trainNll = 220
export const trainPenalty = 224
export const trainCorrect = 228
/** Int32 steps done of the plan. */
export const trainDone = 232

// Evaluation driver.
/** Begin and end of five programs: combine, statistics of one batch, prepare, forward, products with the basis. */
export const evaluatePrograms = 192
export const programCombine = 0
export const programStatistics = 1
export const programPrepare = 2
export const programForward = 3
export const programShare = 4
export const evaluatePoints = 232
export const evaluateCoefficients = 236
/** Batches of the recomputing pass; 0 when statistics are not recomputed. */
export const evaluateBatches = 240
export const evaluateBatchTiles = 244
/** Address of the train tiles for the recomputing pass, and samples in them. */
export const evaluateTrainTiles = 248
/** Distance between input tiles. */
export const evaluateInputStride = 252
/** Tiles computed by one run of the forward program. */
export const evaluateChunk = 256
export const evaluateSplits = 260
/** Current split and its next tile. */
export const evaluateSplit = 264
export const evaluateTile = 268
/** Per split: see split… below. */
export const evaluateSplitTable = 272
export const evaluateSplitBytes = 48
export const splitTiles = 0
export const splitLabels = 4
export const splitFirst = 8
export const splitEnd = 12
export const splitSamples = 16
export const splitProducts = 20
export const splitTileNll = 24
export const splitTileCorrect = 28
/** Float64 nll sums and int32 counts, one a point. */
export const splitNll = 32
export const splitCorrect = 36

/** Phases in which a driver can start. */
export const phasePoint = 0
export const phaseShare = 10

/** What a driver answers. */
export const answerPaused = 0
export const answerDone = 1
export const answerHalted = 2
