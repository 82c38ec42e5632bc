/**
 * Keeps a server alive for as long as whoever started this process lives, then leaves nothing behind.
 *
 *     node keep.js '{"command": …, "args": […], "directory": …, "uid"?: …, "gid"?: …, "signal": "SIGTERM"}'
 *
 * The starter holds our standard input. When that ends, because the run is over or because it was killed, the server is
 * stopped and its directory removed. Plain JavaScript, because Node 20 runs it without any loader.
 */
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'

const { command, args, directory, uid, gid, signal } = JSON.parse(process.argv[2])

const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], uid, gid, cwd: directory })

const finish = async (code) => {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  process.exit(code)
}

server.on('error', (error) => {
  console.error(error.message)
  void finish(1)
})
server.on('exit', (code) => void finish(code ?? 1))

const stop = () => {
  server.kill(signal)
  setTimeout(() => server.kill('SIGKILL'), 10_000).unref()
}

process.stdin.resume()
process.stdin.on('end', stop)
process.stdin.on('error', stop)
