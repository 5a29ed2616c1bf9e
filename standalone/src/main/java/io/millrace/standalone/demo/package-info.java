/** {@code millrace demo}: a stream of visits that looks like a real one, over HTTP alone. */
@NullMarked
package io.millrace.standalone.demo;

import org.jspecify.annotations.NullMarked;
