import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import classes from './app.module.css'
import { brokenTexts } from './texts/page.ts'

interface ErrorBoundaryProps {
  /** What cannot be shown when it fails, such as `The landscape`. */
  readonly what: string
  readonly children: ReactNode
}

/** Whether code that is loaded when it is needed did not come; browsers word it in three ways. */
function isMissing({ message }: Error): boolean {
  return /dynamically imported module|importing a module script|preload css/i.test(message)
}

/** Keeps a panel that fails from taking the page along: the study and the other panels stay. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const missing = isMissing(error)
    return (
      <section className={classes.broken} role="alert">
        <p>{(missing ? brokenTexts.missing : brokenTexts.what)(this.props.what)}</p>
        {!missing && <small>{error.message}</small>}
        {missing ? (
          // A module that failed stays failed for as long as the page is open.
          <Button variant="default" onClick={() => window.location.reload()}>
            {brokenTexts.reload}
          </Button>
        ) : (
          <Button variant="default" onClick={() => this.setState({ error: undefined })}>
            {brokenTexts.again}
          </Button>
        )}
      </section>
    )
  }
}
