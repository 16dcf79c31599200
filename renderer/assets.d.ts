// Files that the bundler turns into addresses.
declare module '*.svg' {
  const url: string;
  export default url;
}
