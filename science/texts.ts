import type { GroupName } from './claims.ts'
import { curveCount, type DataName, pointCount, type Setting, schedules } from './setting.ts'

/** What each section asks, and what its numbers are; never what came out. */
export const sectionTexts: Readonly<Record<GroupName, { readonly title: string; readonly text: string }>> = {
  ensembles: {
    title: 'Ensembles at equal budgets',
    text: 'The paper’s table 1: at the same number of epochs, ensembles by FGE err less than snapshot ensembles and than independent networks. At k budgets each ensemble has all networks of k runs, each from a seed of its own, and the single network is one that trained k times as long by the same schedule. FGE’s budget has the training before its cycles in it. At one budget the only independent network is the single one.',
  },
  curves: {
    title: 'Curve and segment',
    text: 'The paper’s main claim: two independently trained networks are joined by a simple curve along which the loss stays low, while it rises on the segment between them. The barrier is the highest rise of train nll over the straight line between its two ends.',
  },
  widths: {
    title: 'Wider is easier',
    text: 'The paper’s supplement: with more parameters the worst train loss on the curve and the ratio of its length to the segment’s fall. Narrow networks have ends of high loss themselves, so the barrier over the ends stands beside the worst loss. For each seed the rank correlation with the width is taken over all widths: −1 where the figure only falls.',
  },
  bends: {
    title: 'Bends from different seeds',
    text: `The paper’s supplement: curves between the same ends are not unique, and the bends of two, from two seeds, lay far apart. All bends begin in the middle of the segment, and only the order of batches and of t differs. Here ${curveCount} curves are trained between each pair; a quarter of the ends’ distance is our mark for “far apart”.`,
  },
  objectives: {
    title: 'Objective (1) and objective (2)',
    text: 'The paper trains by (2), the mean over t, in place of (1), the mean over arc length, and finds both close on its curves. Here the same curve is trained by each, (1) with its whole gradient, from the same seed. At an even speed along the curve the two are the same, and a Bezier curve with a bend near the middle nearly has one, so this asks little of them. “Equal” is a test of equivalence: the whole interval has to lie within 5 %.',
  },
  alignment: {
    title: 'Permutation alignment',
    text: 'Not in the paper: Ainsworth and others (2023) permute the hidden units of one network towards another’s by weight matching, which leaves what it computes, and report that on the segment between wide networks the barrier is gone. A tenth is our mark for “almost gone”.',
  },
}

/** Data, network and recipe of one data set. */
export function describeSetting(data: DataName, setting: Setting): string {
  const { budget, width, curveEpochs } = setting
  const spent = Math.round(schedules.before * budget)
  return `**${data}**: a perceptron with two hidden layers of ${width} (ReLU, no batch norm); SGD with learning rate 0.1, momentum 0.9, weight decay 10⁻⁴, batches of 128, the official schedule, ${budget} epochs, which is one budget. Curves: Bezier with one bend, objective (2), learning rate 0.05, ${curveEpochs} epochs, ${pointCount} points. FGE: the first ${spent} epochs of the official schedule for ${budget}, then ${budget - spent} in cycles of ${schedules.cycleEpochs} between ${schedules.alpha1} and ${schedules.alpha2}. Snapshot ensembles: ${schedules.cycles} cosine cycles from ${schedules.alpha0}. Data and their split are the same for all seeds${setting.data.source === 'digits' ? '' : `, ${'size' in setting.data ? setting.data.size : ''} points of noise ${'noise' in setting.data ? setting.data.noise : ''}`}.`
}

/** What the numbers cannot say. */
export function limits(count: number): string {
  return [
    'Differences are paired: both sides have the same seed, data and split. Intervals are Student’s t, 95 %, of the mean over seeds. A claim *holds* where the whole interval lies where it says, *does not hold* where all of it lies on the other side, and is *not decided* otherwise, which is no evidence for either.',
    `Each interval stands for itself: ${count} were looked at and none was widened for that, so that one in twenty would miss its mean by chance. Seeds change the weights at the start and the order of batches, not the data: nothing here says how far it carries to another sample. With a test split of a few hundred, one sample more or less is some tenths of a point of error, so that nll tells methods apart sooner. No rate or schedule was tuned for any method. Where the paper names no number, the mark that a claim is held to is ours; that FGE is as good as independent networks was asked after a first look at the numbers. What these networks do need not be what networks a thousand times larger do.`,
  ].join('\n\n')
}
