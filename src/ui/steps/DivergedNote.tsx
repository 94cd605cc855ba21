import type { Divergence } from '../../protocol/training.ts'
import classes from './steps.module.css'

/** Says that a training run blew up, where, and what to do. */
export function DivergedNote({
  what,
  diverged,
}: {
  readonly what: string
  readonly diverged: Divergence | undefined
}) {
  if (!diverged) return null
  return (
    <div className={classes.failure} role="alert">
      {what} diverged: the loss became NaN in epoch {diverged.epoch}. Training stopped and the last finite
      weights are kept. Lower the learning rate.
      <small>
        step {diverged.step}, learning rate {diverged.learningRate}
      </small>
    </div>
  )
}
