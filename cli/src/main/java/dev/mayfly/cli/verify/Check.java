package dev.mayfly.cli.verify;

/** One assumption about AWS, looked at where it can be seen. */
interface Check {
    /** The assumption in the words of docs/assumptions.md: the first cell of its row. */
    String assumption();

    /** Looks; what is thrown is a finding too, of a check that could not be carried out. */
    Finding run(Target site) throws Exception;
}
