/** Benchmarks of the hot paths, each a command that prints ratios of figures taken in one run. */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
