/** How projections read the log; the only package that knows reactor-kafka. */
@NullMarked
package io.millrace.ingest.log;

import org.jspecify.annotations.NullMarked;
