package des
