import { Component, type ReactNode } from 'react'
import { Boton, Falla } from '../comun/ui'

/** A page that fails says so instead of leaving an empty window; the header stays. */
export class Limite extends Component<{ children: ReactNode }, { falla?: unknown }> {
  override state: { falla?: unknown } = {}

  static getDerivedStateFromError(falla: unknown) {
    return { falla }
  }

  override render() {
    if (this.state.falla === undefined) return this.props.children
    return (
      <>
        <Falla falla={this.state.falla} />
        <Boton onClick={() => location.reload()}>Cargar de nuevo</Boton>
      </>
    )
  }
}
