/**
 * Completes package-lock.json: `npm run lock`, after any change of dependencies.
 *
 * npm leaves out of the lock file the builds for other platforms that its registry does not have (a mirror may have
 * Linux only), and then `npm ci` refuses the very file npm wrote: "Missing: @oxlint/binding-darwin-arm64@ from lock
 * file". An entry with the version and the platform is all `npm ci` asks for; on that platform it finds the rest.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))

const libcs = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }

const platform =
  /(?:^|[/-])(?<os>android|darwin|freebsd|linux|openharmony|win32)-(?<cpu>arm|arm64|ia32|ppc64|riscv64|s390x|x64)(?:-(?<abi>\w+))?$/u

/** What npm would have written for the build of this name. */
const build = (name, version) => {
  const groups = platform.exec(name)?.groups
  if (groups === undefined) throw new Error(`${name} is missing from the lock file, and its name does not say for which platform it is`)
  const libc = libcs[groups.abi]
  return { version, cpu: [groups.cpu], dev: true, ...(libc === undefined ? {} : { libc: [libc] }), optional: true, os: [groups.os] }
}

const entries = { ...lock.packages }
for (const [owner, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const known = `node_modules/${name}` in entries || `${owner}/node_modules/${name}` in entries
    // A range would need the registry's answer: the builds that can be missing are pinned to the version of their owner.
    if (!known) entries[`node_modules/${name}`] = build(name, version)
  }
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
lock.packages = Object.fromEntries(Object.entries(entries).toSorted(([a], [b]) => a.localeCompare(b, 'en') || order(a, b)))
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
