// Loaded into a process that is measured: as its last act it says how much memory it ever held.
process.on('exit', () => {
  process.stderr.write(`${JSON.stringify({ peakKiB: process.resourceUsage().maxRSS })}\n`);
});
