/** The tables of Millrace in Cassandra: one class per table and side, reads and writes apart. */
@NullMarked
package io.millrace.storage;

import org.jspecify.annotations.NullMarked;
