/** What the rounds showed: ratios, targets, tables, JSON, pictures. */
@NullMarked
package io.skein.compare.report;

import org.jspecify.annotations.NullMarked;
