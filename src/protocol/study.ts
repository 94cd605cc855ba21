/** Arrays that a study file can hold. */
export type StudyArray = Float32Array | Float64Array | Int32Array | Uint8Array

/** A study between page and file: a JSON text in which `{"$array": name}` stands for an array, and the arrays by name. */
export interface StudyRecord {
  readonly text: string
  readonly arrays: Readonly<Record<string, StudyArray>>
}

/** Name of the study's text in the metadata of its file, by which a file is known to be one. */
export const studyTextKey = 'isthmus.study'
