import type { PickleValue } from './pickleValues.ts'
import type { TorchStorage } from './torchValues.ts'

/** The format's name in errors. */
export const torch = 'torch'

/** The largest pickle that is read, in bytes; those of ordinary checkpoints have a few hundred per tensor. */
export const largestPickleBytes = 64 * 2 ** 20

/** A PyTorch file of either layout, its pickle read and its storages still in the file. */
export interface TorchContainer {
  readonly value: PickleValue
  /** Names of classes that are not understood. */
  readonly unknownNames: readonly string[]
  readonly bigEndian: boolean
  /**
   * Reads the bytes of a storage, exactly as many as it has elements.
   * @throws FormatError naming the storage where it is missing or too short
   */
  readStorage(storage: TorchStorage): Promise<Uint8Array<ArrayBuffer>>
}
