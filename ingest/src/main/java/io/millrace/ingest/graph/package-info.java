/** The tables of who follows whom. */
@NullMarked
package io.millrace.ingest.graph;

import org.jspecify.annotations.NullMarked;
