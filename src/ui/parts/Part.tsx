import type { ReactNode } from 'react'
import type { PagePart } from '../../store/link/pageParts.ts'
import './parts.css'

interface PartProps {
  readonly name: PagePart
  readonly children: ReactNode
}

/** A part of the page that a link can hide; it takes no place of its own. */
export function Part({ name, children }: PartProps) {
  return (
    <div className="part" data-part={name}>
      {children}
    </div>
  )
}
