/** A closed-loop HTTP load of redirects, for benchmarks and fault tests. */
@NullMarked
package io.millrace.standalone.load;

import org.jspecify.annotations.NullMarked;
