// Made by vite.kernels.ts out of assembly/index.ts: the compiled module in base64.
declare module 'virtual:kernels/fused' {
  export const encoded: string
}
declare module 'virtual:kernels/plain' {
  export const encoded: string
}
