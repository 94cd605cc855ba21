import { type ReactNode, useRef } from 'react'
import { giveFiles } from '../../store/files/giveFiles.ts'
import { useStudy } from '../StudyContext.ts'

interface FilePickerProps {
  /** Name of the field that takes the files. */
  readonly label: string
  /** What opens it. */
  readonly children: (choose: () => void) => ReactNode
}

/** Lets files be chosen from the computer, any number and kind at once, and opens them. */
export function FilePicker({ label, children }: FilePickerProps) {
  const study = useStudy()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          giveFiles(study, [...(event.currentTarget.files ?? [])])
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      {children(() => input.current?.click())}
    </>
  )
}
