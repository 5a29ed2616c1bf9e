/** Applies the schema of Cassandra. */
@NullMarked
package io.millrace.infra.cql;

import org.jspecify.annotations.NullMarked;
