declare const brand: unique symbol

/** Names one flat weight vector (and its buffers) that the engine holds. Chosen by the page, so that a restarted engine can be given it back. */
export type WeightsId = string & { readonly [brand]: 'WeightsId' }

/** Names one running request, so that it can be cancelled or paused. */
export type JobId = string & { readonly [brand]: 'JobId' }
