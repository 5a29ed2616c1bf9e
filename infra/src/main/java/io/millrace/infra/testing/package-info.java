/** Engines for integration tests, started once for a build. */
@NullMarked
package io.millrace.infra.testing;

import org.jspecify.annotations.NullMarked;
