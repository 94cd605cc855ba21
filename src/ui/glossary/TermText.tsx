import { Formula } from '../formula/Formula.tsx'

/** A paragraph in which formulas stand between dollar signs and stressed words between asterisks. */
export function TermText({ text }: { readonly text: string }) {
  return (
    <p>
      {text.split(/(\$[^$]+\$|\*[^*]+\*)/).map((part, index) => {
        const inner = part.slice(1, -1)
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text stand still
        if (part.startsWith('$')) return <Formula key={index} tex={inner} />
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text stand still
        return part.startsWith('*') ? <em key={index}>{inner}</em> : part
      })}
    </p>
  )
}
