// Loaded before the program (`node --import`), so that one command starts it on every Node. Node strips types by itself
// from 22.18 on; an older one reads the sources through tsx. Plain JavaScript, since nothing strips types here yet.
if (!process.features.typescript) {
  // Else tsx keeps compiled code in the folder for temporary files, and runs what others put there.
  process.env.TSX_DISABLE_CACHE = '1'
  await import('tsx').catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    process.stderr.write(
      `Sharelink cannot start: Node ${process.versions.node} needs the package tsx, which is not installed.\n` +
        'Use Node 22.18 or newer, or install all packages with: npm ci\n',
    )
    process.exit(69)
  })
}
