/**
 * Oxbow's own lint rules, as an oxlint plugin: no classes, and the layers of CONTRIBUTING.md.
 *
 * It reads the syntax tree; `spec/layers.spec.ts` reads the same imports as text, so that one going blind is noticed.
 * The table of layers is this rule's option in `.oxlintrc.json`.
 */
import { posix } from 'node:path'

const noClass = {
  meta: { schema: [] },
  create: (context) => {
    const report = (node) =>
      context.report({ node, message: 'lib has no classes: write a function that returns a readonly record, or a tagged union.' })
    return { ClassDeclaration: report, ClassExpression: report }
  },
}

/** `/…/lib/query/where.ts` is the file `query/where.ts` in the folder `query`; files beside index.ts have the folder `.`. */
const place = (filename) => {
  const path = filename.replaceAll('\\', '/')
  const start = path.lastIndexOf('/lib/')
  if (start < 0) return undefined
  const file = path.slice(start + '/lib/'.length)
  return { file, folder: file.includes('/') ? file.slice(0, file.indexOf('/')) : '.' }
}

/** `a/b/c.js` is of package `a`, `@a/b/c.js` of `@a/b`, `node:fs` of `node:`. */
const packageOf = (specifier) => {
  if (specifier.startsWith('node:')) return 'node:'
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

/** Why `file` may not import `specifier`, or undefined. `how` is 'type', 'static' or 'dynamic'. */
const objection = ({ file, folder }, specifier, how, { layers, packages }) => {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier)
    const to = target.includes('/') ? target.slice(0, target.indexOf('/')) : '.'
    if (to === '..') return `${file} imports ${specifier}, which is outside lib.`
    if (to === folder) return undefined
    const allowed = layers[folder]
    if (allowed === undefined) return `the folder lib/${folder} is in no layer: name it in .oxlintrc.json.`
    return allowed.includes(to)
      ? undefined
      : `${folder === '.' ? file : `${folder}/`} may not import ${to}/, only ${allowed.join(', ') || 'nothing'}.`
  }
  const rule = packages[packageOf(specifier)]
  if (rule === undefined) return undefined
  const { files, how: ways } = rule.find((entry) => entry.files === '*' || new RegExp(entry.files, 'u').test(file)) ?? {
    files: '',
    how: [],
  }
  return ways.includes(how) ? undefined : `${file} may not import ${specifier}${files === '' ? '' : ` except as: ${ways.join(', ')}`}.`
}

const layers = {
  meta: { schema: [{ type: 'object' }] },
  create: (context) => {
    const here = place(context.filename)
    const options = context.options[0]
    if (here === undefined || options === undefined) return {}
    const check = (source, how) => {
      if (typeof source?.value !== 'string') return
      const message = objection(here, source.value, how, options)
      if (message !== undefined) context.report({ node: source, message })
    }
    const declaration = (node) => check(node.source, (node.importKind ?? node.exportKind) === 'type' ? 'type' : 'static')
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression: (node) =>
        typeof node.source.value === 'string'
          ? check(node.source, 'dynamic')
          : context.report({ node, message: 'import() in lib takes a literal, or nobody can see what it imports.' }),
      TSImportType: (node) => check(node.source ?? node.argument?.literal, 'type'),
    }
  },
}

export default { meta: { name: 'oxbow' }, rules: { 'no-class': noClass, layers } }
