/** Why a study cannot be shown: a newer page wrote it, or it is not as a page writes it. `place` names what is wrong where that is known. */
export class StudyFileError extends Error {
  readonly why: 'newer' | 'damaged'
  readonly place: string

  constructor(why: StudyFileError['why'], place: string, message: string) {
    super(place === '' ? message : `${place}: ${message}`)
    this.name = 'StudyFileError'
    this.why = why
    this.place = place
  }
}

/** The error of contents that no page wrote like this. */
export function damagedStudy(place: string, message: string): StudyFileError {
  return new StudyFileError('damaged', place, message)
}
