import { Modal } from '@mantine/core'
import { aboutTexts } from '../texts/about.ts'
import { docsAddress } from './docsAddress.ts'
import classes from './help.module.css'

const links = {
  paper: 'https://arxiv.org/abs/1802.10026',
  science: docsAddress('science'),
  changes: docsAddress('changelog'),
  data: docsAddress('data'),
  packages: './third-party-licences.txt',
} as const satisfies Record<keyof typeof aboutTexts.links, string>

/** What the program is, which version, and under which licences. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      title={aboutTexts.title}
      size={440}
      closeButtonProps={{ 'aria-label': aboutTexts.close }}
    >
      <div className={classes.about}>
        <p>{aboutTexts.what}</p>
        <p className="quiet">{aboutTexts.paper}</p>
        <ul>
          {Object.entries(links).map(([name, address]) => (
            <li key={name}>
              <a href={address} target="_blank" rel="noopener">
                {aboutTexts.links[name as keyof typeof links]}
              </a>
            </li>
          ))}
        </ul>
        <p className="quiet">
          {aboutTexts.version(String(import.meta.env.VITE_VERSION))} · {aboutTexts.licence}
        </p>
      </div>
    </Modal>
  )
}
