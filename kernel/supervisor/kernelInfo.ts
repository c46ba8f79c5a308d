import { packageVersion } from '../packageVersion.js'
import { protocolVersion } from '../protocol/index.js'

/** What the kernel says of itself. */
export function kernelInfo() {
  const version = packageVersion()
  return {
    status: 'ok',
    protocol_version: protocolVersion,
    implementation: 'spikelab',
    implementation_version: version,
    language_info: {
      name: 'typescript',
      version: '6.0',
      mimetype: 'text/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      codemirror_mode: { name: 'javascript', typescript: true },
      nbconvert_exporter: 'script',
    },
    banner: `spikelab ${version}: spiking neural networks in TypeScript, on Node ${process.version}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
      { text: 'Node.js', url: `https://nodejs.org/docs/latest-v${process.versions.node.split('.')[0]}.x/api/` },
      { text: 'Arquero', url: 'https://idl.uw.edu/arquero/' },
      { text: 'Observable Plot', url: 'https://observablehq.com/plot/' },
    ],
  }
}
